"""Reads pictures: photographs and scans."""
