"""Help, status, command menus, and groups that change."""
