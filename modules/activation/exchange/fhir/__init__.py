"""Instruments as HL7 FHIR R4: questionnaires in and out, answers and scores out, scores by FHIRPath.

The packages that know FHIR's shapes and FHIRPath are large: they are loaded when a file is read, never with the site.
"""
