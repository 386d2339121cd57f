// SPDX-License-Identifier: Apache-2.0
#include "kizashi/media/av_log.h"

extern "C" {
#include <libavutil/log.h>
}

#include <cstdarg>

namespace kizashi::media {

namespace {

void drop_message(void* /*sender*/, int /*level*/, const char* /*format*/, va_list /*arguments*/) {}

}  // namespace

void silence_libav() {
  static const bool silenced = [] {
    av_log_set_callback(&drop_message);
    return true;
  }();
  static_cast<void>(silenced);
}

}  // namespace kizashi::media
