"""The sections of the review document, a module each: from an assessment to blocks."""
