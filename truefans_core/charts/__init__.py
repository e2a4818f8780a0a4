"""Frames in, Altair charts out: one palette, one way to dress them, numbers said in the user's locale."""
