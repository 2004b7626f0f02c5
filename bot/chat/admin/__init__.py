"""Help, the status, the command menus, and groups that change."""
