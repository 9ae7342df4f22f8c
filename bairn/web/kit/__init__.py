"""Shared page parts: templates, the design system, template tags, safe headers, language, exit."""
