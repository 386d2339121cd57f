// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "kizashi/document/value.h"

namespace kizashi::report {

/// A page that shows a document in any browser, without a network: the viewer with the document inside.
std::string page_with(const document::Value& document);

/// JSON as it may stand in a page: nothing in it ends the element around it.
std::string embeddable_json(const document::Value& document);

}  // namespace kizashi::report
