"""Desk pages become the weights of the context vote in `detente.mentions.context`."""
