"""How the invented exports are made: people, what they did, and the platforms' own layouts."""
