"""What authors run: notebooks executed and stored, numbers frozen, data and weights made again, site, slides, papers."""
