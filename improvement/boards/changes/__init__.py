"""What changed in the service itself, where its figures may show it?"""
