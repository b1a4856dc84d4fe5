"""What runs PetBuddy: the tree of processes of the embedded default, and each of its parts alone in production."""
