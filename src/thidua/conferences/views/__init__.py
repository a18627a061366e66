"""The pages of this app: the conference itself, its agenda, and its business."""
