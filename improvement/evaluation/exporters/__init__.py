"""Which files do the self-evaluation and the bundles leave as? From the page objects alone."""
