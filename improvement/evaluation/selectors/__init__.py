"""What do the self-evaluation and a visit's bundle show? One frozen object for each."""
