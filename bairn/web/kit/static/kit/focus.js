// After an answer could not be taken, the summary of what to mend comes first for everyone.
"use strict";

document.querySelector(".error-summary")?.focus();
