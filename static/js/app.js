// Everything here makes quicker what already works without script.
import { startAutosave } from "./autosave.js";
import { startDays } from "./days.js";
import { startEnterMovesOn } from "./enter.js";
import { startFolds } from "./folds.js";
import { startRows } from "./rows.js";
import { startScores } from "./scores.js";
import { startSections } from "./sections.js";
import { startShortcuts } from "./shortcuts.js";
import { startToasts } from "./toasts.js";
import { startWatch } from "./watch.js";

startToasts();
startFolds();
startScores();
startSections();
startShortcuts();
startEnterMovesOn();
startDays();
startRows();
startAutosave();
startWatch();
