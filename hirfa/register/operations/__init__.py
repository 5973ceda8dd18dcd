"""What happens in the register."""
