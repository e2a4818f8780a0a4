"""What the pages share: the shell, the doors to state and caches, and the way things are shown."""
