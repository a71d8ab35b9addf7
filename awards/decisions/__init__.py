"""From what the Council approved to the signed decision, the registry, the money, the notices."""
