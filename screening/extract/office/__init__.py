"""What several office formats share: colours, places, shapes, numbers of lists."""
