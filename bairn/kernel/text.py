"""The same words in both languages of the house, for words that belong to data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in English and in Simplified Chinese."""

    en: str
    zh: str

    def say(self, language: str) -> str:
        """The words for a language code such as `en`, `zh` or `zh-hans`; English otherwise."""
        return self.zh if language.lower().startswith("zh") else self.en
