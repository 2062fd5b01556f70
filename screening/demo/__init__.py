"""The demonstration: the main job for real, on invented candidacies."""
