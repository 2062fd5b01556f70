"""Candidacies that were made to fool the screening, and what becomes of them.

Everything here is invented and made by code; every model that answers is a simulator.
"""
