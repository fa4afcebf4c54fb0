"""Hand coding: samples, coding sheets, what came back, and the projects of other programs."""
