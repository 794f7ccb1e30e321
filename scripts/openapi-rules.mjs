// Rules of our own for the API document, beside those of Redocly (redocly.yaml). A message says what to write where.

export default function holdfastRules() {
  return {
    id: 'holdfast',
    rules: {
      oas3: {
        'field-description': fieldDescription,
        'needed-parameter-example': neededParameterExample,
        'json-body-example': jsonBodyExample,
        'list-filter-example': listFilterExample,
      },
    },
  };
}

function fieldDescription() {
  return {
    SchemaProperties(properties, { report, location }) {
      for (const [name, field] of Object.entries(properties)) {
        if (field.$ref !== undefined || field.description !== undefined) continue;
        const message = `Nothing says what \`${name}\` is: write a comment (/** … */) above it in its DTO`;
        report({ message, location: location.child([name]) });
      }
    },
  };
}

function neededParameterExample() {
  return {
    Parameter(parameter, { report }) {
      if (!parameter.required || [parameter, parameter.schema].some((part) => part?.example !== undefined))
        return;
      report({ message: `\`${parameter.name}\` is needed and has no example: give it one that works` });
    },
  };
}

/** What has an example is filled in by the page: a list would leave out what an administrator is looking for. */
function listFilterExample() {
  return {
    PathItem(item, { key, report, location }) {
      if (!key.startsWith('/v1/admin/')) return;
      for (const [index, { name, in: place, required, schema, example }] of item.get?.parameters?.entries() ??
        []) {
        if (place !== 'query' || required || (example ?? schema?.example) === undefined) continue;
        const message = `\`${name}\` can be left out, and its example would be filled in: give it none`;
        report({ message, location: location.child(['get', 'parameters', index]) });
      }
    },
  };
}

function jsonBodyExample() {
  return {
    RequestBody(body, { report }) {
      const media = body.content?.['application/json'];
      if (media === undefined || media.example !== undefined || media.examples !== undefined) return;
      report({ message: 'No body is printed: write @ApiBody({ type, examples }) with one that works' });
    },
  };
}
