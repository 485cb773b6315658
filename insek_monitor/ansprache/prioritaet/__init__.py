"""Rangfolge der Gemeinden und was dazu mitgenommen wird."""
