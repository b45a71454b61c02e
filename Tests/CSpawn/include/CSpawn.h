// What glibc's <spawn.h> shows to GNU sources alone, which Swift's import of it is not.
#ifndef SANGAM_CSPAWN_H
#define SANGAM_CSPAWN_H

#include <spawn.h>

/// posix_spawn_file_actions_addclosefrom_np: 0, or a number of errno.
int sangam_spawn_addclosefrom(posix_spawn_file_actions_t *actions, int from);
/// posix_spawn_file_actions_addchdir_np: 0, or a number of errno.
int sangam_spawn_addchdir(posix_spawn_file_actions_t *actions, const char *path);

#endif
