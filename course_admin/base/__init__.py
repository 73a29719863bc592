"""What every room stands on: errors, git, GitLab, tables, packages from npm."""
