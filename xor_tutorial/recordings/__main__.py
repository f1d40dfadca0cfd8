"""`python -m xor_tutorial.recordings` writes the recording again."""

from xor_tutorial.recordings import main

if __name__ == "__main__":
    main()
