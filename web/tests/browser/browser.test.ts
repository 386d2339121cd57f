// SPDX-License-Identifier: Apache-2.0
import "./charts.ts";
import "./pages.ts";
