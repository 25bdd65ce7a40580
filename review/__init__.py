"""What people see and decide of converted documents."""
