"""From syntax trees to the core language: names, scopes, types and shapes."""
