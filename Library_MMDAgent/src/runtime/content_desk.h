// Keys `e` and `E` (host.md section 6.3): the author's editor and file manager.
#pragma once

namespace mmdagent {

class DesktopOpener;
class SceneServices;

// Agent thread. What cannot be opened is one Error line.

// The dialogue script of the running content: what the variable ContentFile names, else the `.fst`
// beside the settings file and of its name. Nothing but a `.fst` is opened.
void open_script(SceneServices& services, DesktopOpener& desktop);

// The folder of the running content.
void open_folder(SceneServices& services, DesktopOpener& desktop);

}  // namespace mmdagent
