"""Hosting: what an operator settles and looks at: who may do what, how much text is given, logs, health."""
