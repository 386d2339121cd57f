// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace kizashi::media {

/// Keeps OpenCV from spreading the work on one picture over all cores, in the whole process: whoever works on several
/// pictures at once has given every core its work already, and counts on using no more.
void use_one_thread_for_each_picture();

}  // namespace kizashi::media
