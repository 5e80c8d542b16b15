"""What is stated: frozen values of a recovery plan. Imports nothing but the standard library and pydantic."""
