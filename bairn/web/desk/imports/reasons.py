"""The reasons that imports say no with, gathered for translation."""

from django.utils.translation import gettext_noop as _

REASONS = (
    _("There is no such encoding."),
    _(
        "It is not clear how the letters of this file are written. Say which encoding it has: "
        "utf-8, gb18030 or latin-1."
    ),
    _("The list in this file is cut off or is no JSON at one place; what came before it is in."),
    _("A JSON file is one list of records, or one record a line."),
    _(
        "The first row of the sheet has columns without a name, as merged cells have. Give "
        "every column its own name in one row, and bring the file again."
    ),
    _("The first row has to name the columns, at most 2,000 of them."),
    _("This workbook unpacks to more than can be read. Save the sheet as CSV."),
    _("This file is no workbook that can be read."),
    _("There is no such sheet in this workbook."),
    _(
        "No column says who a record is about: name at least one with a name, a number, "
        "an account or an address."
    ),
    _("The mapping names columns that this file does not have."),
    _("A file of more than 20 MB is brought in with the command `bairn import`."),
    _("Whoever brings records in belongs to a unit."),
    _("Records are brought in by the unit that has them."),
    _("Give the collection a name."),
    _("This is too long for a name."),
    _("This file has come in further meanwhile."),
    _("This file is coming in already, or is in."),
    _("There is no such file in this collection."),
    _("There is no such collection."),
    _("This collection was withdrawn."),
    _("There is no such record in this collection."),
    _("Somebody has settled this record already."),
    _("These people belong to another collection."),
    _("The keys were renewed meanwhile; do it once more."),
)
