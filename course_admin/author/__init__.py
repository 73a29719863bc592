"""What authors run: notebooks executed and stored, numbers frozen, data and weights made, site, slides, papers."""
