"""Nouns become bytes that others read: charts, tables, briefs. One small file a format."""
