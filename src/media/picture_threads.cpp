// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/picture_threads.h"

#include <opencv2/core.hpp>

namespace kizashi::media {

void use_one_thread_for_each_picture() { cv::setNumThreads(1); }

}  // namespace kizashi::media
