"""Areas: outlines of countries, the approximate land of provinces, corners that are drawn, and what lies inside."""
