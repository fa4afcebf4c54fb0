"""The figures, one module each: its drawing, its data and its caption."""
