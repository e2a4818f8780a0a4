"""`python -m truefans_core`: the command line."""

from truefans_core.cli import main

if __name__ == "__main__":
    main()
