"""`python -m prongsai` is `prongsai`."""

from prongsai.cli import main

if __name__ == "__main__":
    main()
