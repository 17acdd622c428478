"""The numbers that the trained models see of lines and pages, and the models."""
