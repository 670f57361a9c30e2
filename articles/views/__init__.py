"""What of the page is about articles. Functions here draw; what they draw they are given, or ask an archive for."""
