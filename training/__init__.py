"""Recipes: data given by path -> the weights that `detente` ships."""
