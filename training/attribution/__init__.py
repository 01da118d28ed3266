"""PolNeAR and desk pages -> the attribution tagger's weights."""
