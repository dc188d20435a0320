import { KNOWN } from "./known.js";
void KNOWN;
