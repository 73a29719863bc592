"""Experiments that the chapters draw again and again, one idea a file: they return numbers, and draw no figure."""
