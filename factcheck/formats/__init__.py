"""How each language writes dates. A template asks in the English order; here is what others make of it."""
