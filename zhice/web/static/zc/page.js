// What every page does; each part looks for its own marks and leaves a page without them alone.
import { announce, dismissToasts } from "./toast.js";
import { guardForms } from "./forms.js";
import { searchKey, closeMenus } from "./keys.js";
import { drawCharts } from "./charts.js";
import { wireSelection } from "./selection.js";
import { wireDialogs } from "./dialogs.js";
import { suggest } from "./suggest.js";
import { watchProgress } from "./progress.js";

searchKey(document);
suggest(document);
closeMenus(document);
guardForms(document);
wireSelection(document);
wireDialogs(document);
drawCharts(document);
watchProgress(document);
dismissToasts(document);

window.addEventListener("pageshow", () => guardForms(document)); // back button: buttons come to life again
export { announce };
